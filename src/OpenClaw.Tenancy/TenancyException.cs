namespace OpenClaw.Tenancy;

/// <summary>The base of the exceptions that this library throws for misuse. A denial is a value, never an exception.</summary>
public abstract class TenancyException : Exception
{
    private protected TenancyException(string message)
        : base(message)
    {
    }
}
