update sessions set sent_version = $version where id = $id and sent_version < $version
