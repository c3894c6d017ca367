using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Rollout.Gates;

/// <summary>Whether a model's file is the one that was trained, and answers the same whenever it is loaded.</summary>
/// <remarks>Bits are compared: there is nothing to err by chance.</remarks>
public static class ReplayGate
{
    public static GateVerdict Judge(ReplayEvidence replay) =>
        new(GateNames.Replay, replay is { IsTheCards: true, Different: 0 }, replay.Different, 0, replay switch
        {
            { IsTheCards: false } => "Its file is not the one that was trained: the SHA-256 differs from the card's. Train it again.",
            { Different: > 0 } => $"Loaded twice, it answers {replay.Different} of {replay.Rows} rows differently; what is served could not be run again. Train it with another trainer.",
            _ => $"Its file's SHA-256 is the card's, and loaded twice it answers {replay.Rows} rows the same, bit for bit.",
        })
        {
            Inputs = new Dictionary<string, double> { ["rows"] = replay.Rows },
        };
}
