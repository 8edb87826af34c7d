using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>A directory by its handle, and what may be done below it. Every path goes through the walk; nothing is ever opened by text alone.</summary>
internal sealed class ConfinedDirectory : IDisposable
{
    private const int FileMode = 0x180;      // 0600
    private const int DirectoryMode = 0x1c0; // 0700
    private readonly FileFacts _facts;
    private readonly PathWalk _walk;

    internal ConfinedDirectory(SafeFileHandle handle, in FileFacts facts, PathWalk walk) => (Handle, _facts, _walk) = (handle, facts, walk);

    internal SafeFileHandle Handle { get; }

    internal TenantDirectoryConfinement Confinement => _walk.IsKernels ? TenantDirectoryConfinement.Kernel : TenantDirectoryConfinement.CheckedHandles;

    /// <summary>Opens a regular file that has one name and lies on the root's mount.</summary>
    internal SafeFileHandle OpenFile(RelativePath path, int flags)
    {
        // SECURITY: nothing is cut off on opening; what was opened is looked at first.
        SafeFileHandle handle = Own(_walk.Open(Handle, in _facts, path.Bytes, flags | OpenFlags.File, (flags & OpenFlags.Create) != 0 ? FileMode : 0));
        try
        {
            RequireFile(Of(handle));
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    internal SafeFileHandle OpenDirectory(RelativePath? path, int flags) => path is null
        ? Own(LinuxCalls.OpenAt(Handle, ".\0"u8, flags, 0))
        : RequireMount(Own(_walk.Open(Handle, in _facts, path.Bytes, flags, 0)));

    /// <summary>The directory that holds the path's last segment.</summary>
    internal ParentHandle OpenParent(RelativePath path) => path.HasParent
        ? new ParentHandle(OpenDirectory(path.Parent, OpenFlags.Walk), owns: true)
        : new ParentHandle(Handle, owns: false);

    /// <summary>What stands at a path, a link being itself; or null.</summary>
    internal FileFacts? Find(RelativePath path)
    {
        try
        {
            using ParentHandle parent = OpenParent(path);
            return Find(parent, path.Name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    internal FileFacts? Find(ParentHandle parent, ReadOnlySpan<byte> name)
    {
        int error = LinuxCalls.Facts(parent.Handle, name, out FileFacts facts);
        return error switch
        {
            -Errno.NoEntry => null,
            < 0 => throw Refusal.OfErrno(error),
            _ => !facts.IsSameMount(in _facts) ? throw Refusal.Of(ConfinementReason.OtherMount) : facts,
        };
    }

    /// <summary>Makes a directory and those on the way to it.</summary>
    internal void MakeDirectories(RelativePath path)
    {
        if (path.HasParent && Find(path.Parent) is null)
        {
            MakeDirectories(path.Parent);
        }

        using ParentHandle parent = OpenParent(path);
        int error = LinuxCalls.MakeDirectory(parent.Handle, path.Name, DirectoryMode);
        if (error == -Errno.Exists)
        {
            // What is there must be a directory, and no link to one.
            OpenDirectory(path, OpenFlags.Walk).Dispose();
        }
        else if (error < 0)
        {
            throw Refusal.OfErrno(error);
        }
        else
        {
            SyncDirectory(parent.Handle);
        }
    }

    /// <summary>Makes a directory that was not there, and gives its own handle.</summary>
    internal ConfinedDirectory MakeFresh(ReadOnlySpan<byte> name)
    {
        int error = LinuxCalls.MakeDirectory(Handle, name, DirectoryMode);
        SafeFileHandle made = error < 0 ? throw Refusal.OfErrno(error) : Own(LinuxCalls.OpenAt(Handle, name, OpenFlags.Walk | OpenFlags.NoFollow, 0));
        return new ConfinedDirectory(made, Of(made), _walk);
    }

    /// <summary>Takes away what <see cref="MakeFresh"/> made. It is the end of something else, so what cannot be deleted is left under its name, which no path can have.</summary>
    internal void DeleteFresh(ReadOnlySpan<byte> name)
    {
        try
        {
            TreeDeletion.Empty(Handle, name, in _facts, CancellationToken.None);
            LinuxCalls.Unlink(Handle, name, isDirectory: true);
        }
        catch (Exception failed) when (failed is ConfinementException or IOException or ObjectDisposedException)
        {
        }
    }

    internal void DeleteFile(RelativePath path)
    {
        using ParentHandle parent = OpenParent(path);
        FileFacts facts = Find(parent, path.Name) ?? throw Refusal.OfErrno(-Errno.NoEntry);
        Check(facts.IsDirectory ? -Errno.IsDirectory : LinuxCalls.Unlink(parent.Handle, path.Name, isDirectory: false));
        SyncDirectory(parent.Handle);
    }

    internal void DeleteDirectory(RelativePath path, bool recursive, CancellationToken cancellationToken)
    {
        using ParentHandle parent = OpenParent(path);
        FileFacts facts = Find(parent, path.Name) ?? throw Refusal.OfErrno(-Errno.NoEntry);
        if (!facts.IsDirectory)
        {
            throw Refusal.Of(facts.IsLink ? ConfinementReason.Link : ConfinementReason.WrongKind);
        }

        if (recursive)
        {
            TreeDeletion.Empty(parent.Handle, path.Name, in _facts, cancellationToken);
        }

        Check(LinuxCalls.Unlink(parent.Handle, path.Name, isDirectory: true));
    }

    /// <summary>Renames inside the root. Renaming follows no link: a link at either end would be moved or replaced itself, and is refused before.</summary>
    internal void Move(RelativePath from, RelativePath to, bool overwrite)
    {
        using ParentHandle source = OpenParent(from);
        using ParentHandle target = OpenParent(to);
        RequireMovable(Find(source, from.Name) ?? throw Refusal.OfErrno(-Errno.NoEntry));
        if (overwrite && Find(target, to.Name) is { } there)
        {
            RequireMovable(in there);
        }

        Check(LinuxCalls.Rename(source.Handle, from.Name, target.Handle, to.Name, overwrite));
        SyncDirectory(target.Handle);
    }

    /// <summary>Locks a file that stands for something; null while another has it.</summary>
    internal TenantFileLock? TryLock(RelativePath path)
    {
        SafeFileHandle file = OpenFile(path, OpenFlags.Write | OpenFlags.Create);
        try
        {
            int error = LinuxCalls.TryLock(file);
            if (error is < 0 and not -Errno.Again)
            {
                throw Refusal.Of(ConfinementReason.NotPermitted);
            }

            // SECURITY: whoever took the file away or put another in its place meanwhile would let a second one in.
            if (error >= 0 && Find(path) is { } there && there.IsSameFile(Of(file)))
            {
                return new TenantFileLock(file);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    internal static void SyncDirectory(SafeFileHandle directory)
    {
        using SafeFileHandle listed = Own(LinuxCalls.OpenAt(directory, ".\0"u8, OpenFlags.List, 0));
        Check(LinuxCalls.Sync(listed));
    }

    internal static void Check(int result)
    {
        if (result < 0)
        {
            throw Refusal.OfErrno(result);
        }
    }

    internal static SafeFileHandle Own(int descriptor) => descriptor < 0 ? throw Refusal.OfErrno(descriptor) : new SafeFileHandle(descriptor, ownsHandle: true);

    internal static FileFacts Of(SafeFileHandle handle)
    {
        Check(LinuxCalls.Facts(handle, "\0"u8, out FileFacts facts));
        return facts;
    }

    internal void RequireFile(in FileFacts facts)
    {
        ConfinementReason? refused =
            facts.IsLink ? ConfinementReason.Link
            : !facts.IsRegular ? ConfinementReason.WrongKind
            : !facts.IsSameMount(in _facts) ? ConfinementReason.OtherMount
            : facts.Links > 1 ? ConfinementReason.HardLink
            : null;
        if (refused is not null)
        {
            throw Refusal.Of(refused.Value);
        }
    }

    public void Dispose() => Handle.Dispose();

    private void RequireMovable(in FileFacts facts)
    {
        if (!facts.IsDirectory)
        {
            RequireFile(in facts);
        }
    }

    private SafeFileHandle RequireMount(SafeFileHandle handle)
    {
        if (!_walk.IsKernels && !Of(handle).IsSameMount(in _facts))
        {
            handle.Dispose();
            throw Refusal.Of(ConfinementReason.OtherMount);
        }

        return handle;
    }
}
