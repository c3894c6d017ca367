using CsCheck;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Domain.Tests.Kernel;

public sealed class PredictionIdTests
{
    [Fact]
    public void An_id_parses_back_to_the_address_that_it_is() =>
        Gen.Select(Gen.DateTime[new(2000, 1, 1), new(2100, 1, 1)], Gen.String[Gen.Char["abcz019"], 1, 16], Gen.Int[0, 100_000], Gen.Long[0, 1L << 50], Gen.Int[1, 1 << 24])
            .Sample((time, instance, number, offset, length) =>
            {
                var hour = DateTime.SpecifyKind(time.Date.AddHours(time.Hour), DateTimeKind.Utc);
                var id = new PredictionId(new LogSegment(TaskName.Parse("card-fraud"), hour, instance, number), offset, length);

                Assert.True(PredictionId.TryParse(id.ToString(), null, out var parsed));
                Assert.Equal(id, parsed);
            });

    [Fact]
    public void An_id_reads_as_task_hour_instance_and_place()
    {
        var segment = new LogSegment(TaskName.Parse("delivery-time"), new DateTime(2026, 3, 4, 5, 0, 0, DateTimeKind.Utc), "k3f9a2", 7);

        Assert.Equal("delivery-time.2026030405.k3f9a2-7.1f4.2c", new PredictionId(segment, 500, 44).ToString());
        Assert.Equal("delivery-time/2026/03/04/05/k3f9a2-7.jsonl", segment.BlobName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("../../etc.2026030405.a-7.0.1")]
    [InlineData("delivery-time.2026030405.a/../b-7.0.1")]
    [InlineData("delivery-time.2026130405.a-7.0.1")]
    [InlineData("delivery-time.2026030405.a-7.0.0")]
    [InlineData("delivery-time.2026030405.a-7.-1.5")]
    [InlineData("delivery-time.2026030405.a-7.ffffffffffffffff.5")]
    [InlineData("delivery-time.2026030405.a-x.0.5")]
    [InlineData("delivery-time.2026030405.a-7.0.5.6")]
    public void What_is_no_address_is_no_id(string text) => Assert.False(PredictionId.TryParse(text, null, out _));
}
