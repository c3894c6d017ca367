using System.Runtime.InteropServices;
using MlFunctions.Benchmarks.Commands;

using var stop = new CancellationTokenSource();
// Servers and storage are processes of their own: they must end with this one, however it is asked to.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await CommandLine.RunAsync(args, stop.Token);
