using System.Globalization;
using CsvHelper;
using MlFunctions.Domain.Incidents.Tickets;
using MlFunctions.Domain.Kernel;

namespace MlFunctions.Storage.Incidents;

/// <summary>Tickets as a file for spreadsheets; a text that one would take for a formula gets an apostrophe before it.</summary>
public static class TicketCsv
{
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    private static readonly (string Name, Func<Ticket, string?> Value)[] Columns =
    [
        ("id", ticket => ticket.Id.ToString()), ("task", ticket => ticket.Subject.Task.ToString()), ("title", ticket => ticket.Subject.Title),
        ("severity", ticket => ticket.Subject.Severity.Word()), ("status", ticket => ticket.Status.Word()), ("source", ticket => ticket.Subject.Source),
        ("assignee", ticket => ticket.Assignee), ("team", ticket => ticket.Team), ("level", ticket => ticket.Level.Word()),
        ("openedAt", ticket => Time(ticket.OpenedAt)), ("updatedAt", ticket => Time(ticket.UpdatedAt)), ("dueAt", ticket => Time(ticket.DueAt)),
        ("timeToAcknowledge", ticket => Seconds(ticket.TimeToAcknowledge)), ("timeToMitigate", ticket => Seconds(ticket.TimeToMitigate)), ("timeToResolve", ticket => Seconds(ticket.TimeToResolve)),
        ("alarms", ticket => string.Join(' ', ticket.Alarms.Keys)), ("duplicateOf", ticket => ticket.DuplicateOf?.ToString()), ("pages", ticket => ticket.Pages.ToString(CultureInfo.InvariantCulture)),
        ("openActions", ticket => ticket.Items.Values.Count(item => item.DoneAt is null).ToString(CultureInfo.InvariantCulture)),
        ("rootCause", ticket => ticket.RootCause), ("detail", ticket => ticket.Detail), ("description", ticket => ticket.Subject.Description),
    ];

    /// <summary>Writes a heading and a row for each.</summary>
    /// <param name="tickets">In order.</param>
    /// <param name="target">UTF-8; stays open.</param>
    /// <param name="cancel">Stops writing.</param>
    public static async Task WriteAsync(IAsyncEnumerable<Ticket> tickets, Stream target, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(target, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns.Select(column => column.Name)], cancel);
        await foreach (var ticket in tickets.WithCancellation(cancel))
            await csv.WriteRecordAsync([.. Columns.Select(column => column.Value(ticket))], cancel);
        await csv.FlushAsync(cancel);
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static string? Seconds(TimeSpan? time) => time?.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
