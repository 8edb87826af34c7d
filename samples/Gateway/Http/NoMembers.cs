namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>The JSON object without members.</summary>
public sealed record NoMembers;
