using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

public sealed record SessionList(
    IReadOnlyList<Session> Sessions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor);
