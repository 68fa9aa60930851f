exports.readLines = (socket, onMessage) => {
  let rest = [];
  socket.on('data', (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const part = chunk.subarray(start, end);
      onMessage(JSON.parse(rest.length === 0 ? part.toString() : Buffer.concat([...rest, part]).toString()));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  });
};
