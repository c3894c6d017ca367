using Microsoft.Extensions.Logging;
using MlFunctions.Domain.Audit;
using MlFunctions.Storage.Audit;

namespace MlFunctions.App.Kernel;

/// <summary>Tells the audit of a change that has been made. The change does not wait long for it, and does not fail by it: what could not be told, the sweep finds.</summary>
public sealed partial class AuditTeller(AuditLog log, TimeProvider time, ILogger<AuditTeller> logger)
{
    /// <summary>So long the answer to a change waits for its row.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public Task TellAsync(AuditEntry entry) => TellAsync(_ => Task.FromResult(entry));

    /// <param name="entry">Makes the entry, which may take a look at storage.</param>
    public async Task TellAsync(Func<CancellationToken, Task<AuditEntry>> entry)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await log.AppendAsync(await entry(limit.Token), limit.Token);
        }
        catch (Exception failure)
        {
            NotTold(logger, failure);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "AuditNotTold", Level = LogLevel.Warning, Message = "The audit could not be told of a change; the sweep tells it later")]
    private static partial void NotTold(ILogger logger, Exception failure);
}
