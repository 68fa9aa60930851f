const { writeFileSync } = require('node:fs');

async function writeGraph(file) {
  const { createProjectGraphAsync } = require(
    require.resolve('nx/src/devkit-exports', { paths: [process.cwd()] }),
  );
  const graph = await createProjectGraphAsync({ exitOnError: false, resetDaemonClient: false });
  writeFileSync(file, JSON.stringify(graph));
}

writeGraph(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
