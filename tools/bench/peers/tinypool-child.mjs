import functions from './echo.js';

export default ({ name, args }) => functions[name](...args);
