namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

public static class ExitCode
{
    public const int Done = 0;
    public const int No = 1;
    public const int WrongUse = 2;
}
