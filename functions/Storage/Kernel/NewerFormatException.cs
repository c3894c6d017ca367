namespace MlFunctions.Storage.Kernel;

/// <summary>A stored document was written by a newer version of the application, as after a rollback of the application or while instances are being replaced. The message is a sentence for people.</summary>
public sealed class NewerFormatException : Exception
{
    /// <param name="kind">The kind of the document.</param>
    /// <param name="place">Where it is stored.</param>
    /// <param name="found">Its format.</param>
    /// <param name="known">The newest format that this version reads.</param>
    internal NewerFormatException(string kind, string place, int found, int known)
        : base($"The {kind} in {place} was written by a newer version of the application: it has format {found}, and this version reads formats up to {known}. Deploy at least the version that wrote it.")
    {
    }
}
