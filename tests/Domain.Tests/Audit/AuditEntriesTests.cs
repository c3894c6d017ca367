using System.Text.Json;
using MlFunctions.Domain.Audit;
using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Rollout.Deployments;
using MlFunctions.Domain.Tasks;

namespace MlFunctions.Domain.Tests.Audit;

public sealed class AuditEntriesTests
{
    private static readonly TaskName Task = TaskName.Parse("eta");
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData(DeploymentAction.Promotion, AuditAction.Promotion, "Model 3 went into production in the place of model 2, a gate overruled and approved by Ben: why not")]
    [InlineData(DeploymentAction.Rollback, AuditAction.Rollback, "Model 3 is back in production in the place of model 2, a gate overruled and approved by Ben: why not")]
    [InlineData(DeploymentAction.Shadow, AuditAction.Shadow, "Model 3 is a shadow, a gate overruled and approved by Ben: why not")]
    [InlineData(DeploymentAction.Pilot, AuditAction.Pilot, "Model 3 answers 5 % of the units, a gate overruled and approved by Ben: why not")]
    [InlineData(DeploymentAction.Rejection, AuditAction.Rejection, "Model 3 left shadow and pilot for good, a gate overruled and approved by Ben: why not")]
    public void A_change_of_a_deployment_is_told_in_words_and_as_data(DeploymentAction action, AuditAction told, string detail)
    {
        var change = new DeploymentChange(7, Now, action, 3, 2, "why not", Forced: true) { Share = 0.05, By = "Ada", ApprovedBy = "Ben" };

        var entry = DeploymentEntries.Changed(Task, change);

        Assert.Equal(("deployment/eta/7", Now, told, "Ada", detail), (entry.Key, entry.At, entry.Action, entry.By, entry.Detail));
        Assert.Equal(change, entry.Document!.Value.Deserialize<DeploymentChange>(Json.Options));
        Assert.Equal(AuditEntries.Unnamed, DeploymentEntries.Changed(Task, change with { By = null }).By);
    }

    [Fact]
    public void A_new_definition_is_told_field_by_field()
    {
        var before = new TaskDefinition(Task, "Minutes.", TaskKind.Regression, [new("a/b", ColumnType.Number), new("c", ColumnType.Number)], "minutes", "mae");
        var after = before with { Version = 2, Columns = [new("a/b", ColumnType.Number) { Description = "new" }, before.Columns[1]], Retention = new(30), Time = "t", Promotion = new(Margin: 0.05) { Gates = ["quality"] } };

        var changes = FieldChange.Between(before, after);

        Assert.Equal(["/columns/0/description", "/promotion/gates", "/promotion/margin", "/retention/modelDays", "/time"], changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        var margin = changes.Single(change => change.Path == "/promotion/margin");
        Assert.Equal(("0.02", "0.05"), (margin.From!.ToJsonString(), margin.To!.ToJsonString()));
        Assert.Null(changes.Single(change => change.Path == "/time").From);
        Assert.Empty(FieldChange.Between(before, before with { Version = 9 }));
        Assert.Contains(FieldChange.Between(null, before), change => change.Path == "/columns");
    }
}
