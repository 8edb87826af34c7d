using System.Text.Json.Serialization;

namespace Assurance.Report;

/// <summary>All that was counted under one name.</summary>
public sealed record Figure
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("what")]
    public required string What { get; init; }

    [JsonPropertyName("suites")]
    public required IReadOnlyList<string> Suites { get; init; }

    [JsonPropertyName("tried")]
    public required long Tried { get; init; }

    [JsonPropertyName("through")]
    public required long Through { get; init; }

    [JsonPropertyName("seeds")]
    public required IReadOnlyList<ulong> Seeds { get; init; }
}
