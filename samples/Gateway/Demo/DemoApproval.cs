namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>A proposal of one of Alice's runs.</summary>
/// <param name="Run">The run.</param>
/// <param name="Id">The approval.</param>
/// <param name="Chat">Her request, which is answered when the run has ended.</param>
public sealed record DemoApproval(string Run, string Id, Task<DemoAnswer> Chat);
