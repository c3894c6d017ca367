using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using MlFunctions.App.Kernel;
using MlFunctions.App.Tasks;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Monitoring.Drift;
using MlFunctions.Storage.Models;
using MlFunctions.Storage.Rollout;
using MlFunctions.Storage.Tasks;

namespace MlFunctions.App.Monitoring.Drift;

/// <summary>Shows how what a model is asked and answers differs from its training, column by column, worst first.</summary>
public sealed class GetDriftFunction(TaskStore tasks, ModelStore models, DeploymentStore deployments, DriftReader reader, TimeProvider time)
{
    [Function("GetDrift")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "tasks/{task}/drift")] HttpRequest request, string task, CancellationToken cancel)
    {
        var definition = await tasks.NamedAsync(task, cancel);
        if (!definition.IsDone)
            return definition.Refusal.ToHttp();
        var query = DriftQuery.Read(request, time.GetUtcNow());
        if (!query.IsDone)
            return query.Refusal.ToHttp();
        if ((query.Value.Model ?? (await deployments.PointerAsync(definition.Value.Name, cancel)).Production) is not { } version)
            return new Conflict($"Task {task} has no model in production: promote one, or name one by model=.").ToHttp();
        if (await models.FindAsync(definition.Value.Name, version, cancel) is null)
            return Names.NoModel(task, version).ToHttp();
        var drift = await reader.ReadAsync(definition.Value, version, query.Value.From, query.Value.To, cancel);
        return drift.IsDone ? Answer(definition.Value.Name, drift.Value, query.Value.Columns) : drift.Refusal.ToHttp();
    }

    private static IResult Answer(TaskName task, ModelDrift drift, IReadOnlyList<string> columns)
    {
        var report = drift.Report;
        string[] unknown = [.. columns.Except(report.Columns.Select(column => column.Column))];
        return unknown.Length > 0
            ? new Invalid($"Model {drift.Model} has no column {string.Join(", ", unknown)}; it has {string.Join(", ", report.Columns.Select(column => column.Column).Order(StringComparer.Ordinal))}.").ToHttp()
            : Answers.Ok(new DriftAnswer(
                task, drift.Model, drift.From, drift.To, drift.FirstDay, report.Predictions, report.Level,
                [.. report.Columns.Where(column => columns.Count == 0 || columns.Contains(column.Column))]));
    }
}

/// <summary>A report on the wire.</summary>
internal sealed record DriftAnswer(
    TaskName Task, int Model, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? FirstDay, long Predictions, double Level, IReadOnlyList<ColumnDrift> Columns);
