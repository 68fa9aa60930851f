import { main } from './main';
import { OWN_STDOUT } from './own-stdout';

// What `runWithOwnStdout` starts.
main(process.argv, OWN_STDOUT);
