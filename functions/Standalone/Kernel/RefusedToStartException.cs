namespace MlFunctions.Standalone.Kernel;

/// <summary>The host cannot run as it is configured. The message is a sentence for whoever started it, and says what to change.</summary>
public sealed class RefusedToStartException : Exception
{
    public RefusedToStartException(string message)
        : base(message)
    {
    }

    public RefusedToStartException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>The sentence alone: where it is logged, a stack trace would only hide it.</summary>
    public override string ToString() => Message;
}
