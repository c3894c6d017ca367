namespace MlFunctions.Hosting;

/// <summary>A setting that both hosts read.</summary>
/// <param name="Name">As an environment variable or app setting.</param>
/// <param name="Default">What the Standalone host takes where it is not set.</param>
/// <param name="Description">What it does, for people.</param>
public sealed record Setting(string Name, string Default, string Description)
{
    /// <summary>Its name in configuration, where two underscores are a colon.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);
}

/// <summary>Every setting, listed once; tests hold the README and the Bicep template to this list.</summary>
public static class Settings
{
    public static readonly Setting Storage = new("AzureWebJobsStorage", "UseDevelopmentStorage=true", "The storage account: a connection string; or `AzureWebJobsStorage__blobServiceUri` and `AzureWebJobsStorage__tableServiceUri` for an identity (`__clientId` for a user-assigned one).");

    public static readonly Setting StoragePrefix = new("MlFunctions__StoragePrefix", "", "Lower-case letters and digits put before every container and table name, so that applications can share an account.");

    public static readonly Setting TrainingSchedule = new("TrainingSchedule", "*/5 * * * * *", "How often the queue of trainings is looked at (six-field NCRONTAB, UTC; `disabled` switches it off).");

    public static IReadOnlyList<Setting> All { get; } = [Storage, StoragePrefix, TrainingSchedule];
}
