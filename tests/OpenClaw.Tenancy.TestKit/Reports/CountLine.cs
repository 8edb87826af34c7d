using System.Text.Json.Serialization;

namespace OpenClaw.Tenancy.TestKit.Reports;

/// <summary>One line of a file of counts: how many cases of a figure were tried at once. Lines of one name add up.</summary>
public sealed class CountLine
{
    /// <summary>The figure: a group, a slash and a word of its own, such as <c>tokens/mutations</c>.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>What a case is, in the plural and in words.</summary>
    [JsonPropertyName("what")]
    public required string What { get; init; }

    /// <summary>Who counted: the project of the tests, or the tool.</summary>
    [JsonPropertyName("suite")]
    public required string Suite { get; init; }

    [JsonPropertyName("tried")]
    public required long Tried { get; init; }

    /// <summary>In how many the library, or what else is tested, did what it must not.</summary>
    [JsonPropertyName("through")]
    public required long Through { get; init; }

    /// <summary>The seed that the cases were made with, where they were generated.</summary>
    [JsonPropertyName("seed"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ulong? Seed { get; init; }
}
