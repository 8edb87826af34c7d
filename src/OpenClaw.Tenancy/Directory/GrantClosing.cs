namespace OpenClaw.Tenancy.Directory;

/// <summary>That a process writes down the end of a grant, and until when it alone does.</summary>
internal sealed record GrantClosing(string By, long UntilTicks);
