using System.CommandLine;
using CreatorFlow.Tool.Archive;
using CreatorFlow.Tool.Backup;
using CreatorFlow.Tool.Explain;
using CreatorFlow.Tool.Rebuild;
using CreatorFlow.Tool.Replay;
using CreatorFlow.Tool.Verify;

namespace CreatorFlow.Tool;

/// <summary>Every command of the tool, one line each.</summary>
internal static class ToolCommand
{
    public static RootCommand Describe() => new("Looks after the event store of a CreatorFlow installation.")
    {
        ArchiveCommand.Describe(),
        BackupCommand.Describe(),
        ExplainCommand.Describe(),
        RebuildCommand.Describe(),
        ReplayCommand.Describe(),
        RestoreBackupCommand.Describe(),
        RestoreCommand.Describe(),
        VerifyArchiveCommand.Describe(),
        VerifyCommand.Describe(),
    };
}
