using MlFunctions.Benchmarks.Loads;

namespace MlFunctions.Benchmarks.Deployments;

/// <summary>What one instance answered while models changed.</summary>
/// <param name="Place">Of the instance, from 0; the first one is asked for the changes.</param>
/// <param name="Answers">To each call.</param>
/// <param name="Models">The version that each answer names.</param>
/// <param name="WrongOutputs">Answers that are not those of the model that they name.</param>
/// <param name="Switches">In order.</param>
internal sealed record InstanceReport(int Place, Answers Answers, int[] Models, int WrongOutputs, IReadOnlyList<Switch> Switches)
{
    private const double Shortly = 1;

    /// <summary>Answers of a model that was neither the old nor the new one at their time.</summary>
    public int Strangers => Good.Count(call => !Allowed(call).Contains(Models[call]));

    /// <summary>Answers of the old model to calls that were sent after the new one had answered.</summary>
    public int Relapses => Enumerable.Range(0, Switches.Count).Sum(number =>
    {
        var first = Window(number).Where(call => Models[call] == Switches[number].New).Select(call => Answers.Ended[call]).DefaultIfEmpty(double.PositiveInfinity).Min();
        return Window(number).Count(call => Models[call] == Switches[number].Old && Answers.Sent[call] > first);
    });

    /// <summary>Of each switch, the seconds from its answer until the last call that the old model answered was sent; 0 when there was none.</summary>
    public IReadOnlyList<double> Delays => [.. Switches.Select((change, number) =>
        Window(number).Where(call => Models[call] == change.Old).Select(call => Math.Max(0, Answers.Sent[call] - change.Done[Place])).DefaultIfEmpty(0).Max())];

    /// <summary>Latency of the calls within a second after a switch.</summary>
    public Percentiles AfterSwitches => Answers.Within(due => Switches.Any(change => due > change.Done[Place] && due < change.Done[Place] + Shortly));

    private IEnumerable<int> Good => Enumerable.Range(0, Answers.Due.Length).Where(call => Answers.Status[call] == 200);

    /// <summary>The calls sent after a switch was asked for and answered before the next one was.</summary>
    private IEnumerable<int> Window(int number)
    {
        var end = number + 1 < Switches.Count ? Switches[number + 1].Asked[Place] : double.PositiveInfinity;
        return Good.Where(call => Answers.Sent[call] > Switches[number].Asked[Place] && Answers.Ended[call] < end);
    }

    /// <summary>The models between which the task was from the call's sending to its answer.</summary>
    private IEnumerable<int> Allowed(int call)
    {
        var before = Switches.LastOrDefault(change => change.Asked[Place] <= Answers.Sent[call]);
        var during = Switches.Where(change => change.Asked[Place] > Answers.Sent[call] && change.Asked[Place] <= Answers.Ended[call]);
        return during.Prepend(before ?? Switches[0] with { New = Switches[0].Old }).SelectMany(change => new[] { change.Old, change.New });
    }
}
