using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Which gates stand on the way to a stage.</summary>
public static class AskedGates
{
    private static readonly string[] OfShadow = [GateNames.Contract, GateNames.Leaks, GateNames.Replay, GateNames.Baseline];

    /// <summary>Of a first model: there is nothing to compare it with, and nobody to watch it beside.</summary>
    private static readonly string[] OfTheFirst = [.. OfShadow, GateNames.Calibration];

    private static readonly string[] OfPilot = [.. GateNames.All.Where(gate => gate != GateNames.Pilot)];

    /// <summary>In the order of <see cref="GateNames.All"/>.</summary>
    /// <param name="to">Shadow, pilot or production.</param>
    /// <param name="hasProduction">Whether another model is in production.</param>
    /// <param name="policy">May name fewer.</param>
    public static IReadOnlyList<string> On(ModelStage to, bool hasProduction, PromotionPolicy policy)
    {
        var all = !hasProduction ? OfTheFirst : to switch
        {
            ModelStage.Shadow => OfShadow,
            ModelStage.Pilot => OfPilot,
            _ => GateNames.All,
        };
        return [.. all.Where(gate => policy.Gates?.Contains(gate) ?? true)];
    }
}
