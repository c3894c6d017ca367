using MlFunctions.Domain.Kernel;
using MlFunctions.Domain.Models;
using MlFunctions.Domain.Rollout.Gates;
using MlFunctions.Domain.Tasks;
using MlFunctions.Support.Gates;
using MlFunctions.Support.Statistics;

namespace MlFunctions.Domain.Tests.Rollout.Gates;

public sealed class GateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_model_that_is_no_better_than_the_baseline_passes_no_more_often_than_the_gate_states()
    {
        const int Simulations = 200;
        const double Stated = 0.025;

        var passed = Enumerable.Range(1, Simulations).AsParallel().Count(seed => BaselineGate.Judge(BesideTheBaseline(seed, 1)).Passed);

        Assert.InRange(passed, 0, StatedRate.MaxCount(Stated, Simulations));
        Assert.True(BaselineGate.Judge(BesideTheBaseline(1, 0.7)).Passed);
    }

    [Fact]
    public void Each_stage_asks_its_gates()
    {
        var policy = new PromotionPolicy();

        Assert.Equal(["contract", "leaks", "replay", "better-than-baseline"], AskedGates.On(ModelStage.Shadow, true, policy));
        Assert.Equal(GateNames.All.Except([GateNames.Pilot]), AskedGates.On(ModelStage.Pilot, true, policy));
        Assert.Equal(GateNames.All, AskedGates.On(ModelStage.Production, true, policy));
        Assert.Equal(["contract", "leaks", "replay", "better-than-baseline", "calibration"], AskedGates.On(ModelStage.Production, false, policy));
        Assert.Equal(["quality"], AskedGates.On(ModelStage.Production, true, policy with { Gates = ["quality"] }));
    }

    [Fact]
    public void A_contract_is_broken_by_another_meaning_and_by_an_answer_that_is_none()
    {
        var task = TestTasks.Delivery;
        Column[] other = [.. task.Columns.Select(column => column.Name == "items" ? column with { Type = ColumnType.Category } : column with { Required = false })];

        Assert.Null(ContractGate.Difference(task.Kind, [.. task.Columns.Select(column => column with { Required = false })], null, task));
        Assert.Equal("column 3 is items (category), and the definition's is items (number).", ContractGate.Difference(task.Kind, other, null, task));
        Assert.Equal("column 7 is not there, and the definition's is more (number).", ContractGate.Difference(task.Kind, task.Columns, null, task with { Columns = [.. task.Columns, new("more", ColumnType.Number)] }));
        Assert.True(ContractGate.Judge(new(null, 9, null)).Passed);
        Assert.False(ContractGate.Judge(new("column 3.", 0, null)).Passed);
        Assert.False(ContractGate.Judge(new(null, 9, "odd row 3.")).Passed);
    }

    [Fact]
    public void Odd_rows_bring_every_column_to_its_ends_and_leave_the_ordinary_row_alone()
    {
        var ordinary = Row.Empty(6);

        var rows = OddRows.Of(TestTasks.Delivery.Columns, ordinary);

        Assert.Contains(rows, row => row.Numbers[2] == double.MaxValue && row.Numbers[3] == double.MaxValue);
        Assert.Contains(rows, row => row.Numbers[3] == double.MinValue && double.IsNaN(row.Numbers[2]));
        Assert.All(rows, row => Assert.InRange(double.IsNaN(row.Numbers[0]) ? 0 : row.Numbers[0], -62_135_596_800, 253_402_300_800));
        Assert.All(ordinary.Numbers, number => Assert.True(double.IsNaN(number)));
    }

    [Fact]
    public void A_replay_or_a_leak_closes_its_gate()
    {
        Assert.True(ReplayGate.Judge(new(10, 0, true)).Passed);
        Assert.False(ReplayGate.Judge(new(10, 1, true)).Passed);
        Assert.False(ReplayGate.Judge(new(10, 0, false)).Passed);
        Assert.Contains("before leaks", LeaksGate.Judge(null).Detail, StringComparison.Ordinal);
        var leak = new GateVerdict("same-rows", false, 3, 0, "3 rows are on both sides.");
        Assert.Equal((false, "3 rows are on both sides."), LeaksGate.Judge([leak with { Passed = true }, leak]) is var gate ? (gate.Passed, gate.Detail) : default);
    }

    [Fact]
    public void A_forced_promotion_takes_another_person_in_time_once_beside_the_same_production()
    {
        var asked = new ForcedPromotion(1, 3, ModelStage.Production, 2, "we must", "Ann ", Now, TicketId.Parse("t"), []);

        Assert.Contains("another person", asked.Approve(" ANN", 2, Now).Refusal?.Detail, StringComparison.Ordinal);
        Assert.False(asked.Approve("Bob", 2, Now + ForcedPromotion.Valid).IsDone);
        Assert.Contains("Model 4 is in production", asked.Approve("Bob", 4, Now).Refusal?.Detail, StringComparison.Ordinal);
        var approved = asked.Approve(" Bob ", 2, Now.AddHours(23)).Value!;
        Assert.Equal(("Bob", Now.AddHours(23)), (approved.ApprovedBy, approved.ApprovedAt));
        Assert.Contains("approved already", approved.Approve("Eve", 2, Now).Refusal?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_answered_is_read_back_from_its_lines()
    {
        Example[] rows = [new(Row.Empty(6), 30), new(Row.Empty(6), 12.5)];
        var answers = new RegressionAnswers([30, 12.5], [new(31.25, 20, 40), new(1e-7, -1, 0.1)]);
        string[] lines = [answers.Header, answers.Line(0), answers.Line(1)];

        var read = KeptAnswers.Read(TestTasks.Delivery, rows, lines)!;

        Assert.Equal(lines[1..], Enumerable.Range(0, 2).Select(read.Line));
        Assert.Null(KeptAnswers.Read(TestTasks.Delivery, [.. rows.Reverse()], lines));
        Assert.Null(KeptAnswers.Read(TestTasks.Delivery, rows, lines[..2]));
    }

    private static Evaluation BesideTheBaseline(int seed, double times) => JudgedModels.Regression(seed, times, blocks: 60, isBesideTheBaseline: true, resamples: 400);
}
