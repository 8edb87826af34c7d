using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>The flags of open(2). Two of them differ between x64 and arm64.</summary>
internal static class OpenFlags
{
    internal const int Read = 0;
    internal const int Write = 1;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NoTerminal = 0x100;
    internal const int Append = 0x400;
    internal const int NoWait = 0x800;
    internal const int CloseOnExec = 0x80000;
    internal const int PathOnly = 0x200000;

    internal static int Directory => IsArm ? 0x4000 : 0x10000;

    internal static int NoFollow => IsArm ? 0x8000 : 0x20000;

    /// <summary>A handle to walk on from, which reads nothing itself.</summary>
    internal static int Walk => PathOnly | Directory | CloseOnExec;

    /// <summary>A handle whose entries are read.</summary>
    internal static int List => Read | Directory | CloseOnExec;

    /// <summary>What every file is opened with: a pipe does not make the caller wait, and a terminal does not become the process's.</summary>
    internal static int File => NoWait | NoTerminal | CloseOnExec;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
}
