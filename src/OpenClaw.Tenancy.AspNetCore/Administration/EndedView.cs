namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What is no more, and what became of it.</summary>
internal sealed record EndedView(string Id, string Status);
