// Without the font that the default theme brings: pages use what the reader's system has.
export { default } from 'vitepress/theme-without-fonts';
import './style.css';
