namespace OpenClaw.Tenancy.Hosting.Tests.Limits;

/// <summary>Whose claim.</summary>
public enum DoorOf
{
    Idp,
    Other,
}
