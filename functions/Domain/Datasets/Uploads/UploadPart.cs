namespace MlFunctions.Domain.Datasets.Uploads;

/// <summary>One part of an upload, as it is stored.</summary>
/// <param name="Number">From 1; the file is the parts in the order of their numbers.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, in lower-case hex.</param>
/// <param name="ReceivedAt">When its last byte was stored.</param>
/// <param name="Blob">The name of the blob that holds it; each time that a part is sent it gets a blob of its own.</param>
public sealed record UploadPart(int Number, long Bytes, string Sha256, DateTimeOffset ReceivedAt, string Blob);
