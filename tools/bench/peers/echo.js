exports.add = (a, b) => a + b;
exports.echo = (value) => value;
exports.length = (text) => text.length;
exports.text = (length) => 'a'.repeat(length);
exports.pid = () => process.pid;
