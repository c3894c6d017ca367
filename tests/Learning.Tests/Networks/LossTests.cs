using MlFunctions.Learning.Networks;
using MlFunctions.Learning.Networks.Losses;

namespace MlFunctions.Learning.Tests.Networks;

/// <summary>Losses against values worked by hand, and their gradients against differences.</summary>
public sealed class LossTests
{
    private const int Rows = 6;

    private static readonly int[] RowsInOrder = [4, 0, 1, 5, 2, 3];

    private static readonly int[] Ends = [2, 3, 6];

    public static TheoryData<string> Losses => ["quantile", "listwise", "squared"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_gradient_is_the_limit_of_differences(string name)
    {
        var (loss, width) = Find(name);
        var random = new Random(3);
        var outputs = Enumerable.Range(0, Rows * width).Select(_ => (4 * random.NextSingle()) - 2).ToArray();
        var gradients = new float[outputs.Length];
        loss.Of(outputs, new Batch(RowsInOrder, Ends), gradients);
        Assert.Contains(gradients, gradient => gradient != 0);
        for (var place = 0; place < outputs.Length; place++)
            Assert.Equal(Difference(loss, outputs, place), gradients[place], 3);
    }

    [Fact]
    public void Pinball_losses_are_those_worked_by_hand()
    {
        var loss = new QuantileLoss([3]);
        var gradients = new float[3];
        var value = loss.Of([1, 4, 5], new Batch([0], [1]), gradients);
        Assert.Equal((0.1 * 2) + (0.5 * 1) + (0.1 * 2), value, 6);
        Assert.Equal([-0.1f, 0.5f, 0.1f], gradients.Select(gradient => MathF.Round(gradient, 6)));
    }

    [Fact]
    public void Equal_scores_share_alike_in_the_listwise_loss()
    {
        var gradients = new float[2];
        var value = new ListwiseLoss([3, 1]).Of([5, 5], new Batch([0, 1], [2]), gradients);
        Assert.Equal(Math.Log(2), value, 6);
        Assert.Equal([-0.25f, 0.25f], gradients);
    }

    [Fact]
    public void A_group_without_gain_has_neither_loss_nor_gradient()
    {
        float[] gradients = [7, 7];
        Assert.Equal(0, new ListwiseLoss([0, 0]).Of([1, 2], new Batch([0, 1], [2]), gradients));
        Assert.Equal([0, 0], gradients);
    }

    [Fact]
    public void Squared_errors_are_averaged_over_the_outputs_of_a_row() =>
        Assert.Equal((4 + 1) / 2.0, new SquaredLoss([0, 0, 1, 1]).Of([3, 2], new Batch([1], [1]), new float[2]), 6);

    private static double Difference(Loss loss, float[] outputs, int place)
    {
        const float Step = 1e-2f;
        double At(float change)
        {
            float[] moved = [.. outputs];
            moved[place] += change;
            return loss.Of(moved, new Batch(RowsInOrder, Ends), new float[moved.Length]);
        }

        return (At(Step) - At(-Step)) / (2 * Step);
    }

    private static (Loss Loss, int Width) Find(string name) => name switch
    {
        "quantile" => (new QuantileLoss([0.1f, -0.7f, 1.2f, 0.4f, -1.3f, 0.9f]), 3),
        "listwise" => (new ListwiseLoss([0, 1, 3, 7, 3, 0]), 1),
        _ => (new SquaredLoss([.. Enumerable.Range(0, Rows * 2).Select(place => place / 6f)]), 2),
    };
}
