namespace MlFunctions.Hosting;

/// <summary>A setting that both hosts read.</summary>
/// <param name="Name">As an environment variable or app setting.</param>
/// <param name="Default">What the Standalone host takes where it is not set.</param>
public sealed record Setting(string Name, string Default)
{
    /// <summary>Its name in configuration, where two underscores are a colon.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);
}

/// <summary>Every setting, listed once; tests hold the README and the Bicep template to this list.</summary>
public static class Settings
{
    /// <summary>The storage account, as a connection string; or the section of its parts, for an identity.</summary>
    public static readonly Setting Storage = new("AzureWebJobsStorage", "UseDevelopmentStorage=true");

    /// <summary>Put before every container and table name.</summary>
    public static readonly Setting StoragePrefix = new("MlFunctions__StoragePrefix", "");

    /// <summary>How often the queue of trainings is looked at.</summary>
    public static readonly Setting TrainingSchedule = new("TrainingSchedule", "*/5 * * * * *");

    public static IReadOnlyList<Setting> All { get; } = [Storage, StoragePrefix, TrainingSchedule];
}
