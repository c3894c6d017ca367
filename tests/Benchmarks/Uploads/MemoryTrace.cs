using System.Diagnostics;
using System.Globalization;
using MlFunctions.Benchmarks.Hosts;
using MlFunctions.Benchmarks.Memory;

namespace MlFunctions.Benchmarks.Uploads;

/// <summary>How large the host is, step by step.</summary>
/// <param name="host">Its process.</param>
/// <param name="heap">Its managed heap.</param>
internal sealed class MemoryTrace(ServerProcess host, ManagedHeap heap)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly List<MemoryStep> steps = [];

    public IReadOnlyList<MemoryStep> Steps => steps;

    /// <summary>The largest resident set so far, as the kernel counts it (<c>VmHWM</c>), in bytes.</summary>
    public long PeakBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{host.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
    }

    /// <summary>Records a step that has ended.</summary>
    /// <param name="phase">What the host did.</param>
    /// <param name="done">How much of the phase is done, 0 to 1.</param>
    public async Task AddAsync(string phase, double done, CancellationToken cancel)
    {
        var resident = host.ResidentBytes;
        using var process = Process.GetProcessById(host.Id);
        var processor = process.TotalProcessorTime.TotalSeconds;
        steps.Add(new(phase, done, Stopwatch.GetElapsedTime(started).TotalSeconds, processor, resident, PeakBytes, await heap.BytesAsync(cancel)));
        Console.WriteLine(FormattableString.Invariant($"{phase}, {done:P0} after {steps[^1].Seconds:0} s: resident {resident >> 20} MiB, at most {steps[^1].Peak >> 20} MiB, heap {steps[^1].Heap >> 20} MiB"));
    }
}

/// <summary>Sizes in bytes; the processor time is the host's since it was started, in seconds.</summary>
internal sealed record MemoryStep(string Phase, double Done, double Seconds, double Processor, long Resident, long Peak, long Heap);
