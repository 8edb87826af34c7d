using System.Text.Json;
using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Samples.Gateway.Agents;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>What happened in a run, as it goes to those who follow it.</summary>
/// <param name="Id">The run.</param>
/// <param name="Event">What: delta, thinking, tool_use, tool_result, and as the last one error or done.</param>
public sealed record RunEvent(string Id, string Event)
{
    public const string Error = "error";
    public const string Done = "done";

    /// <summary>The code of a run whose agent may not be called.</summary>
    public const string Forbidden = "policy_forbid";

    /// <summary>The code of a run whose tenant has no key.</summary>
    public const string CredentialMissing = "credential_missing";

    /// <summary>Its number in the run, from 1 without gaps.</summary>
    [JsonIgnore]
    public long Sequence { get; init; }

    [JsonIgnore]
    public bool IsLast => Event is Error or Done;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Content { get; init; }

    /// <summary>Why a run has failed, where that is the tenant's to mend.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Args { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Result { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsError { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SessionId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunStatus? Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenUsage? Usage { get; init; }
}
