using MlFunctions.Architecture.Tests.Reading;

namespace MlFunctions.Architecture.Tests;

/// <summary>The domain decides from what it is given; everywhere, time comes from <see cref="TimeProvider"/> and chance from the one <see cref="Random"/> that is registered.</summary>
public sealed class PurityTests
{
    private static readonly string[] Clocks =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Environment.get_TickCount",
        "NodaTime.SystemClock",
    ];

    private static readonly string[] Chance =
    [
        "System.Random.get_Shared", "System.Random..ctor()", "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    /// <summary>Values, whose use is no I/O.</summary>
    private static readonly string[] Addresses = ["System.Net.IPAddress", "System.Net.IPNetwork"];

    public static TheoryData<string> Projects => [.. Code.Projects];

    [Fact]
    public void Domain_waits_for_nothing() =>
        None("Domain has no tasks and no threads.", "Domain", "System.Threading.");

    [Fact]
    public void Domain_reads_and_writes_nothing() => Violations.None("Domain does no I/O.", Code.Uses(
        "Domain",
        "System.Console", "System.IO.File", "System.IO.Directory", "System.IO.Drive", "System.IO.Path", "System.IO.Pipe", "System.IO.Random",
        "System.Net.", "System.Environment", "System.AppContext", "System.Diagnostics.Process", "System.Diagnostics.Trace",
        "System.Diagnostics.Debug.", "Microsoft.").Where(use => !Addresses.Any(value => use.Contains($" uses {value}", StringComparison.Ordinal))));

    [Fact]
    public void Domain_has_no_clock() =>
        None("Time is an argument in Domain.", "Domain", [.. Clocks, "System.TimeProvider", "System.Diagnostics.Stopwatch"]);

    [Fact]
    public void Domain_draws_from_a_given_seed_alone() =>
        None("Randomness is an argument in Domain.", "Domain", [.. Chance, "System.Security.Cryptography.RandomNumberGenerator"]);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Time_comes_from_TimeProvider(string project) => None("Ask TimeProvider.", project, [.. Clocks, "System.Threading.Thread.Sleep"]);

    /// <summary>Beside Azurite, another process, whose clock nobody can turn.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Waiting_goes_by_TimeProvider(string project) => Violations.None("Give Task.Delay the TimeProvider.", Code
        .Uses(project, "System.Threading.Tasks.Task.Delay(", "System.Threading.PeriodicTimer..ctor(")
        .Where(use => !use.Contains("System.TimeProvider", StringComparison.Ordinal))
        .Where(use => !use.StartsWith("MlFunctions.Standalone.Emulation.", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Chance_comes_from_the_Random_that_is_registered(string project) => Violations.None("Ask for a Random, or for a seed.", Code
        .Uses(project, Chance)
        .Where(use => !use.StartsWith("MlFunctions.Hosting.ServiceRegistration.", StringComparison.Ordinal)));

    private static void None(string rule, string project, params string[] beginnings) => Violations.None(rule, Code.Uses(project, beginnings));
}
