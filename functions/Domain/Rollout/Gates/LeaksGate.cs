using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether what a model learned from tells of the rows that it is judged by, or of what comes after the question.</summary>
/// <remarks>The checks were made while it was trained, and state their own errors; this gate opens when each of them did.</remarks>
public static class LeaksGate
{
    /// <param name="checks">Of the model's card; null of one from before leaks were looked for.</param>
    public static GateVerdict Judge(IReadOnlyList<GateVerdict>? checks)
    {
        if (checks is not { Count: > 0 })
            return new(GateNames.Leaks, true, null, null, checks is null ? "The model is from before leaks were looked for; nothing is known of any." : "No leak was looked for in these rows: none of the checks applies to them.");
        var found = checks.Where(check => !check.Passed).ToArray();
        return new(GateNames.Leaks, found.Length == 0, found.Length, 0, found.Length == 0 ? $"None of {checks.Count} checks found a leak." : string.Join(" ", found.Select(check => check.Detail)))
        {
            Inputs = new Dictionary<string, double> { ["checks"] = checks.Count },
        };
    }
}
