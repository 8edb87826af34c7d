namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>The error numbers that are told apart; the same on x64 and arm64.</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int NoDeviceOrAddress = 6;
    internal const int Again = 11;
    internal const int Access = 13;
    internal const int Exists = 17;
    internal const int OtherDevice = 18;
    internal const int NoDevice = 19;
    internal const int NotDirectory = 20;
    internal const int IsDirectory = 21;
    internal const int NameTooLong = 36;
    internal const int NoSystemCall = 38;
    internal const int NotEmpty = 39;
    internal const int Loop = 40;
}
