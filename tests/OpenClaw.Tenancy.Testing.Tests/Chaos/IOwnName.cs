namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>A contract of a scope, whose tenant no argument shows.</summary>
public interface IOwnName
{
    string Name();
}
