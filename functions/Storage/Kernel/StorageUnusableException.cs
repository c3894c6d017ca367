namespace MlFunctions.Storage.Kernel;

/// <summary>The storage account cannot be used as it is configured. The message is a sentence for whoever started the application.</summary>
public sealed class StorageUnusableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The sentence alone: where it is logged, a stack trace would only hide it.</summary>
    public override string ToString() => Message;
}
