namespace MlFunctions.App.Incidents.Messages;

/// <summary>What became of one try to send a message.</summary>
/// <param name="Delivered">Whether it has arrived.</param>
/// <param name="Detail">In a few words for people, without secrets.</param>
public sealed record Attempt(bool Delivered, string Detail)
{
    /// <summary>Whether another try would fare no better.</summary>
    public bool IsFinal { get; private init; }

    /// <summary>Whether the receiver said nothing at all.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>How long the receiver asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static Attempt Done(string detail) => new(true, detail);

    public static Attempt Failed(string detail, TimeSpan? retryAfter = null) => new(false, detail) { RetryAfter = retryAfter };

    public static Attempt Refused(string detail) => new(false, detail) { IsFinal = true };

    public static Attempt Silent(TimeSpan patience) => new(false, $"The receiver did not answer within {patience.TotalSeconds:0} s.") { IsSilent = true };
}
