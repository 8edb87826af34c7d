namespace OpenClaw.Tenancy.DependencyInjection;

/// <summary>That a handler was added for a kind of job; kept for the worker and for the validation at start.</summary>
internal sealed class JobHandlerRegistration(string kind)
{
    internal string Kind { get; } = kind;
}
