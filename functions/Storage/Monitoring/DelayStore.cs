using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Maturity;
using MlFunctions.Storage.Kernel;

namespace MlFunctions.Storage.Monitoring;

/// <summary>Keeps how late the labels of each task come, as it was fitted last.</summary>
public sealed class DelayStore(StorageAccount account)
{
    private const string Key = "~delays";

    private readonly DocumentTable<DelayCurve> table = new(Formats.DelayCurve, account.Table(StorageNames.MetricsTable), curve => [("Ages", curve.Ages.Count)]);

    /// <summary>Null before there were enough outcomes.</summary>
    public async Task<DelayCurve?> FindAsync(TaskName task, CancellationToken cancel) => (await table.FindAsync(task.ToString(), Key, cancel))?.Value;

    public Task PutAsync(TaskName task, DelayCurve curve, CancellationToken cancel) => table.PutAsync(task.ToString(), Key, curve, cancel);
}
