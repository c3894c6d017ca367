namespace MlFunctions.Standalone.Emulation;

/// <summary>How to run Azurite. As it stands: on free ports, in memory, gone without trace when its owner is.</summary>
public sealed record AzuriteOptions
{
    /// <summary>What <c>UseDevelopmentStorage=true</c> means, with the data of one user kept from run to run.</summary>
    public static AzuriteOptions Development { get; } = new()
    {
        BlobPort = 10000,
        TablePort = 10002,
        DataFolder = Path.Combine(AzuritePackage.Home, "azurite-data"),
    };

    /// <summary>0 for a free port.</summary>
    public int BlobPort { get; init; }

    /// <summary>0 for a free port.</summary>
    public int TablePort { get; init; }

    /// <summary>
    /// Null for memory only. Data in a folder outlives its owner: Azurite then runs on even when its owner is killed, because it
    /// writes its index every few seconds only, and the next start finds it answering.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>Told, in sentences, what is being done where it takes time.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
