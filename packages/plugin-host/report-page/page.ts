import type { Report } from '../src/report/report';
import { element } from './dom';
import { errors } from './errors';
import { header, summary } from './header';
import { plugins } from './plugins';
import { projects } from './projects';
import { timeline } from './timeline';
import { View } from './view';

const report = JSON.parse(document.querySelector('#report')!.textContent ?? '') as Report;
const view = new View(report);
document.body.append(
  header(view),
  element('main', {}, summary(report), timeline(report), plugins(report), errors(report), projects(view)),
);
