namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>The evaluators of a small world.</summary>
internal enum Rule
{
    None,
    Allow,
    Forbid,
    Throw,
    AllowLater,
}
