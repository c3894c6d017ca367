using System.Buffers;
using System.Text;
using System.Text.Json;
using MlFunctions.Domain.Serving;

namespace MlFunctions.Domain.Tests.Serving;

public sealed class LogRowTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void An_answers_row_keeps_the_input_as_it_came_but_on_one_line()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, LogRow.Writing))
        {
            LogRow.Begin(json, Now, 3, "u\n1", "{\r\n \"note\": \"a\\nb\",\n \"items\": 1.50 }"u8);
            json.WriteRawValue("""{"minutes":4}"""u8);
            LogRow.End(json, 0.1234);
        }

        var row = buffer.WrittenMemory;
        Assert.DoesNotContain((byte)'\n', row.ToArray());
        Assert.Equal("""{"at":"2026-03-04T05:06:07+00:00","model":3,"unit":"u\n1","input":{   "note": "a\nb",  "items": 1.50 },"output":{"minutes":4},"milliseconds":0.123}""", Encoding.UTF8.GetString(row.Span));
        var read = LogRow.Read(row.Span)!;
        Assert.Equal((3, "u\n1", 0.123), (read.Model, read.Unit, read.Milliseconds));
        Assert.Equal("1.50", read.Input!.Value.GetProperty("items").GetRawText());
    }

    [Fact]
    public void A_refusals_row_keeps_the_beginning_of_the_body()
    {
        var row = LogRow.Refusal(Now, 400, "not JSON", Encoding.UTF8.GetBytes("{\n" + new string('x', 5000)));

        Assert.Equal(row.Length - 1, Array.IndexOf(row, (byte)'\n'));
        var failure = LogRow.Read(row)!.Failure!;
        Assert.Equal((400, "not JSON", 5002L, 2048), (failure.Status, failure.Detail, failure.Bytes, failure.Body.Length));
    }

    [Fact]
    public void A_losss_row_says_how_many_answers_have_none()
    {
        var row = LogRow.Read(LogRow.Loss(Now, new LostRows(7, Now.AddSeconds(-2), Now)))!;

        Assert.Equal((7L, Now.AddSeconds(-2), Now), (row.Lost, row.From, row.To));
        Assert.Null(row.Output);
    }

    [Fact]
    public void Bytes_that_are_no_row_read_as_none() => Assert.Null(LogRow.Read("half a row}"u8));
}
