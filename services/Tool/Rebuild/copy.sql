copy {next} (tenant_id, id, data, mt_version, mt_last_modified, mt_dotnet_type) from stdin (format binary)
