const { launch } = require('./bare-socket');

exports.launch = () => launch({ detached: true });
