using MlFunctions.Benchmarks.Commands;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
return await CommandLine.RunAsync(args, stop.Token);
