namespace MlFunctions.Domain.Incidents.Messages;

/// <summary>Plain text: what happened, how the ticket stands, what its alarms see now.</summary>
public static class EmailFormat
{
    public const int LongestSubject = 200;
    private const int LongestText = 20_000;

    /// <summary>One line: what follows a line end in a subject would be a header of its own.</summary>
    public static string Subject(Message message) => Wording.Line(message.Headline, LongestSubject);

    public static string Text(Message message)
    {
        string[] lines =
        [
            message.Headline,
            string.Empty,
            message.Sentence,
            string.Empty,
            .. message.Facts.Select(fact => $"{fact.Name}: {fact.Value}"),
            .. message.Evidence.Count > 0 ? (string[])[string.Empty, "What its alarms see now:", .. message.Sights.Select(sight => $"- {sight}")] : [],
            string.Empty,
            $"Ticket:  {message.Links.Ticket}",
            $"Alarms:  {message.Links.Alarms}",
            $"Metrics: {message.Links.Metrics}",
        ];
        return Wording.Lines(lines, LongestText);
    }

    /// <summary>The same at every try, so that a mail that came twice is known; without its domain, and made of what a Message-ID may hold (RFC 5322, section 3.2.3).</summary>
    public static string Id(string message) => Uri.EscapeDataString(message).Replace('.', '=');
}
