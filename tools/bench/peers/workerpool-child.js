require('workerpool').worker(require('./echo'));
